import { type JobPort, serveJobs } from './serve-jobs';

// The global scope of a worker is the port to its page; the types here are those of a page.
serveJobs(globalThis as unknown as JobPort);
