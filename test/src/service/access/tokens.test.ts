import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { type TokenReader, tokenReader } from '../../../../src/service/access/tokens.js';

const beginS = 1_800_000_000;
const lifeS = 600;
const keyPair = await generateKeyPair('ES256');
const keys = { keys: [{ ...(await exportJWK(keyPair.publicKey)), alg: 'ES256' }] };

function sign(client: string): Promise<string> {
  return new SignJWT({ scope: 'abis.identify abis.verify', client_id: client })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer('https://issuer.example')
    .setAudience('ridgeline')
    .setExpirationTime(beginS + lifeS)
    .sign(keyPair.privateKey);
}

function readerAt(clock: { nowS: number }): TokenReader {
  return tokenReader({ issuer: 'https://issuer.example', audience: 'ridgeline', keys }, () => clock.nowS * 1000);
}

test('a token that was read before says the same, and is refused when it has expired', async () => {
  const clock = { nowS: beginS };
  const read = readerAt(clock);
  const token = await sign('be');
  const first = await read(token);
  expect(first).toMatchObject({ clientName: 'be', scopes: new Set(['abis.identify', 'abis.verify']) });
  clock.nowS = beginS + lifeS - 1;
  expect(await read(token)).toEqual(first);
  clock.nowS = beginS + lifeS + 60;
  await expect(read(token)).rejects.toThrow('exp');
  await expect(read(token)).rejects.toThrow('exp');
});

test('what is nearly a token that was read before is none', async () => {
  const read = readerAt({ nowS: beginS });
  const token = await sign('be');
  await read(token);
  const [head = '', claims = '', signature = ''] = token.split('.');
  const others = (await sign('fr')).split('.')[1] ?? '';
  for (const forged of [`${head}.${others}.${signature}`, `${head}.${claims}.`, `${token}A`, token.slice(0, -4)]) {
    await expect(read(forged)).rejects.toThrow();
  }
});

test('of many tokens each is its own client’s, remembered or not', async () => {
  const read = readerAt({ nowS: beginS });
  const names = Array.from({ length: 1100 }, (_, i) => `client ${i}`);
  const tokens = await Promise.all(names.map(sign));
  for (const _ of [1, 2]) {
    const claims = await Promise.all(tokens.map(read));
    expect(claims.map(({ clientName }) => clientName)).toEqual(names);
  }
});
