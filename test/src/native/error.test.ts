import { describe, expect, test } from 'vitest';
import { hasRidgelineCode, isErrorCode, RidgelineError } from '../../../src/native/error.js';
import { errorCodes } from '../../../src/native/error-codes.js';

describe('RidgelineError', () => {
  test('carries code, blame, message and cause', () => {
    const cause = new Error('the disk is gone');
    const error = new RidgelineError('STORE_CORRUPT', 'record 7 cannot be read', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'RidgelineError',
      code: 'STORE_CORRUPT',
      blame: 'internal',
      message: 'record 7 cannot be read',
      cause,
    });
    expect(error.stack).toContain('RidgelineError: record 7 cannot be read');
  });

  test('takes its blame from the list of codes', () => {
    for (const [code, { blame }] of Object.entries(errorCodes)) {
      expect(isErrorCode(code) && new RidgelineError(code, '').blame).toBe(blame);
    }
  });

  test('has no cause where none was given', () => {
    expect(Object.hasOwn(new RidgelineError('CANCELLED', 'stopped'), 'cause')).toBe(false);
  });
});

describe('telling coded errors from others', () => {
  test('a copy that lost its class counts, as worker threads make them', () => {
    expect(hasRidgelineCode(Object.assign(new Error('stopped'), { code: 'CANCELLED' }))).toBe(true);
  });

  test.each([
    ['an error of Node', Object.assign(new Error('no such file'), { code: 'ENOENT' })],
    ['an error without a code', new Error('stopped')],
    ['no error at all', { code: 'CANCELLED' }],
    ['a name that every object has', Object.assign(new Error('stopped'), { code: 'toString' })],
    ['nothing', undefined],
  ])('%s does not', (_, value) => {
    expect(hasRidgelineCode(value)).toBe(false);
  });
});
