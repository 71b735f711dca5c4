export { bestCorrelation, type Correlation } from './correlation';
export { pcm8Wav } from './pcm8-wav';
export { seededRandom } from './seeded-random';
export { sine } from './sine';
export { snrDb } from './snr-db';
