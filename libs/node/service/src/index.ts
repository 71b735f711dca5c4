export { startFailure } from './start-failure';
export { createLogger, runService, type Service } from './run-service';
