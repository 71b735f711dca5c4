import { fromHex } from '@sealwave/kernel';

/** The known answers of the secured hop, for specs. They are hexadecimal unless a name says otherwise. */
export interface HopVectors {
  readonly inputs: Readonly<Record<string, string>>;
  readonly base: Readonly<Record<string, string>>;
  readonly hop: Readonly<Record<string, string>> & {
    readonly record_0_C_join: { readonly plaintext_utf8: string; readonly frame: string };
    readonly record_1_A_audio: { readonly frame: string };
    readonly record_epoch1_seq0_A_audio: { readonly frame: string };
  };
}

/** Set by tools/jest/load-vectors.cjs. */
interface VectorSource {
  readonly readVectors?: (path: string) => string | undefined;
}

/** The text of a vector file; undefined when the vectors are not available. */
export function vectorFile(path: string): string | undefined {
  const { readVectors } = globalThis as VectorSource;
  if (readVectors === undefined) throw new Error('globalThis.readVectors is not set up');
  return readVectors(path);
}

/** Makes a PKCS#8 private key of P-256 in PEM from its scalar in hexadecimal. */
export function pemOfScalar(scalar: string): string {
  const prefix = '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420';
  const der = Buffer.from(fromHex(prefix + scalar)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`;
}
