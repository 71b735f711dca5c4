export { createLogger, runService, type Service } from './run-service';
