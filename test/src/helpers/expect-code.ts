import { expect } from 'vitest';
import { type ErrorCode, RidgelineError } from '../../../src/native/error.js';

/** The error that the work fails with, which must be a RidgelineError of that code. */
export async function expectCode(code: ErrorCode, work: () => unknown): Promise<RidgelineError> {
  let error: unknown;
  try {
    await work();
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(RidgelineError);
  expect(error).toMatchObject({ code });
  return error as RidgelineError;
}
