// Replaces the parts of jest-util and jest-message-util that Jest's `expect` uses. The originals need Node.

export const isPromise = (value) => typeof value?.then === 'function';

export const pluralize = (word, count, ending = 's') =>
  `${count} ${word}${count === 1 ? '' : ending}`;

export class ErrorWithStack extends Error {
  constructor(message, callsite) {
    super(message);
    Error.captureStackTrace(this, callsite);
  }
}

export const separateMessageFromStack = (stack) => ({ message: '', stack });

export const formatStackTrace = (stack) => stack;

export const formatExecError = (error) => String(error.stack ?? error);
