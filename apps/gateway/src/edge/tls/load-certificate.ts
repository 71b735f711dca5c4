import { readFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { ConfigError, dataFolder, replacePrivateFile } from '@sealwave/node/config';
import { ErrorCode } from '@sealwave/kernel';
import type { GatewayConfig } from '../../gateway.config';
import { type Certificate, type CertificateProblem, readCertificate } from './certificate';
import { machineNames } from './machine-names';
import { isCurrent, makeSelfSigned } from './self-signed';

const PROBLEM: Readonly<Record<CertificateProblem, string>> = {
  'no-certificate': 'GATEWAY_TLS_CERT_FILE does not contain a certificate in PEM',
  'no-key': 'GATEWAY_TLS_KEY_FILE holds no private key in PEM, or one that needs a passphrase',
  'no-pair':
    'the key in GATEWAY_TLS_KEY_FILE is not that of the certificate in GATEWAY_TLS_CERT_FILE',
};

/**
 * Loads the certificate that the settings ask for: from two files, or one of its own. Makes its own certificate
 * if there is none yet. Null without TLS.
 * @throws ConfigError when there is no usable certificate. The message says what to check.
 */
export async function loadCertificate(config: GatewayConfig): Promise<Certificate | null> {
  if (config.GATEWAY_TLS === 'off') return null;
  return config.GATEWAY_TLS === 'files' ? fromFiles(config) : loadOrCreateSelfSigned(config);
}

async function fromFiles(config: GatewayConfig): Promise<Certificate> {
  const read = async (setting: 'GATEWAY_TLS_CERT_FILE' | 'GATEWAY_TLS_KEY_FILE') => {
    const path = resolve(dataFolder(config.GATEWAY_DATA_DIR), config[setting]);
    return readFile(path, 'utf8').catch((cause: unknown) => {
      throw failure(`${setting}: ${path} cannot be read`, cause);
    });
  };
  const [cert, key] = [await read('GATEWAY_TLS_CERT_FILE'), await read('GATEWAY_TLS_KEY_FILE')];
  const found = readCertificate(cert, key);
  if (typeof found === 'string') throw new ConfigError(ErrorCode.Config, PROBLEM[found]);
  return found;
}

async function loadOrCreateSelfSigned({ GATEWAY_DATA_DIR }: GatewayConfig): Promise<Certificate> {
  const path = resolve(dataFolder(GATEWAY_DATA_DIR), 'gateway-self-signed.pem');
  const names = machineNames(hostname(), networkInterfaces());
  const kept = await readKept(path);
  if (kept && isCurrent(kept, names, Date.now())) return kept;
  const pem = await makeSelfSigned(names, Date.now());
  try {
    replacePrivateFile(path, pem);
  } catch (cause) {
    throw failure(`GATEWAY_DATA_DIR: ${path} cannot be written`, cause);
  }
  return { cert: pem, key: pem, x509: (readCertificate(pem, pem) as Certificate).x509 };
}

/** Reads the stored certificate. Null if it is missing or unreadable; a new one is made then. */
async function readKept(path: string): Promise<Certificate | null> {
  const pem = await readFile(path, 'utf8').catch(() => '');
  const found = readCertificate(pem, pem);
  return typeof found === 'string' ? null : found;
}

function failure(message: string, cause: unknown): ConfigError {
  const { code } = cause as NodeJS.ErrnoException;
  return new ConfigError(ErrorCode.Config, `${message} (${code})`, {}, { cause });
}
