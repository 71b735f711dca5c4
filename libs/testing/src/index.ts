export { bestCorrelation, type Correlation } from './correlation';
export { seededRandom } from './seeded-random';
export { sine, type SineOptions } from './sine';
