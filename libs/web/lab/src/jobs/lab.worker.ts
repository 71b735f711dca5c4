import { type JobPort, serveJobs } from './serve-jobs';

// In a worker, the global scope is the port to the page. TypeScript uses the types of a page here.
serveJobs(globalThis as unknown as JobPort);
