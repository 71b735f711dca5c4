import { serveSession } from './serve-session';
import type { SessionPort } from './session-messages';

// In a worker, the global scope is the port to the page; TypeScript has the types of a page here.
serveSession(globalThis as unknown as SessionPort);
