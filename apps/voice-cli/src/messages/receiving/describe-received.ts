import { printable } from '../../output/text-table';
import { describeProvenance } from '../../sealed/provenance';
import { describeMessage } from '../describe-message';
import type { Received } from './receiver';

/** Describes a message that has come: its sender, its figures, and what is proved of it. */
export function describeReceived({ message, sender, provenance }: Received): string {
  const from = sender === null ? '' : `${sender}: `;
  const proved = provenance ? `, ${describeProvenance(provenance)}` : '';
  return printable(`${from}${describeMessage(message)}${proved}`);
}
