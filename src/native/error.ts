import { type Blame, type ErrorCode, errorCodes } from './error-codes.js';

export type { Blame, ErrorCode };

/**
 * The one error of Ridgeline's API. The code is stable and is the thing to test for; the message is a sentence for a
 * person and may change. docs/errors.md lists the codes.
 */
export class RidgelineError extends Error {
  override readonly name = 'RidgelineError';
  readonly code: ErrorCode;
  /** Whose mistake it is: the bytes that were sent, the way the call was made, or Ridgeline's own. */
  readonly blame: Blame;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.blame = errorCodes[code].blame;
  }
}

/** Whether a string is one of the stable codes. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}

/**
 * Whether an error carries a code of Ridgeline. Errors that crossed a worker thread are copies that lost their class,
 * so the code is what counts.
 */
export function hasRidgelineCode(error: unknown): error is Error & { readonly code: ErrorCode } {
  return error instanceof Error && 'code' in error && isErrorCode(error.code);
}
