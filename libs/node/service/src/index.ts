export { runServerProgram } from './run-server-program';
export { type Service } from './run-service';
export { runCliCommand, type ServerCommands } from './server-command';
