import {
  bitRateOf,
  meetsSnr,
  type QualityReport,
  REQUIRED_SNR_DB,
  type Snr,
  theoreticalSnrDb,
} from '@sealwave/audio';
import { BIT_DEPTHS, type LabCoder } from '../coder/lab-coder';
import type { DepthSweep } from '../coder/sweeps';

/** A coder with its measured and its theoretical SNR. */
export interface DepthRow {
  readonly coder: LabCoder;
  readonly bitRateBps: number;
  readonly snr: Snr;
  readonly passes: boolean;
  /** Theoretical SNR in dB; null for coders without a simple formula. */
  readonly theory: {
    /** Theoretical SNR of a full-scale sine, in dB. */
    readonly sineDb: number;
    /** Theoretical SNR of a signal as loud as the clip, in dB. */
    readonly clipDb: number;
  } | null;
}

/** The sweep as rows: 1 to 16 bits, then the other coders. */
export function depthRows({ plain, nlp64, mulaw, rmsDbfs }: DepthSweep): readonly DepthRow[] {
  return [
    ...BIT_DEPTHS.map((bits, i) => ({
      ...measured({ kind: 'plain', bits }, plain[i]),
      theory: { sineDb: theoreticalSnrDb(bits), clipDb: theoreticalSnrDb(bits, rmsDbfs) },
    })),
    { ...measured({ kind: 'nlp64' }, nlp64), theory: null },
    { ...measured({ kind: 'mulaw' }, mulaw), theory: null },
  ];
}

/** The fewest bits with which the plain quantiser reaches the required SNR. Null if it never does. */
export function fewestBits(rows: readonly DepthRow[]): number | null {
  const first = rows.find(({ coder, passes }) => coder.kind === 'plain' && passes);
  return first?.coder.kind === 'plain' ? first.coder.bits : null;
}

function measured(coder: LabCoder, report: QualityReport): Omit<DepthRow, 'theory'> {
  const { snr } = report;
  return { coder, bitRateBps: bitRateOf(report), snr, passes: meetsSnr(snr, REQUIRED_SNR_DB) };
}
