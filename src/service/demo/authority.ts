import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const hourMs = 3_600_000;

/** Certificates begin before now, since clocks differ and tests want some that have ended; and they end soon. */
const beginsBeforeMs = 48 * hourMs;
const lastsMs = 30 * 24 * hourMs;

/** A certificate with its key, both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface Authority extends Identity {
  issue(
    commonName: string,
    options?: { readonly validUntil?: Date; readonly addresses?: readonly string[] },
  ): Promise<Identity>;
}

/** A certificate authority of a demonstration or a test: it forgets its key when the program ends. */
export async function makeAuthority(name = 'test authority'): Promise<Authority> {
  x509.cryptoProvider.set(webcrypto);
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - beginsBeforeMs),
    notAfter: new Date(Date.now() + lastsMs),
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign),
    ],
  });
  return {
    certificate: certificate.toString('pem'),
    key: await pemOf(keys),
    async issue(commonName, { validUntil = new Date(Date.now() + lastsMs), addresses = [] } = {}) {
      const subjectKeys = await generateKeys();
      const issued = await x509.X509CertificateGenerator.create({
        subject: `CN=${commonName}`,
        issuer: certificate.subject,
        publicKey: subjectKeys.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        notBefore: new Date(Date.now() - beginsBeforeMs),
        notAfter: validUntil,
        extensions: alternativeNames(addresses),
      });
      return { certificate: issued.toString('pem'), key: await pemOf(subjectKeys) };
    },
  };
}

function alternativeNames(addresses: readonly string[]): x509.Extension[] {
  if (addresses.length === 0) return [];
  const names = addresses.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value }));
  return [new x509.SubjectAlternativeNameExtension(names)];
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function pemOf({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', privateKey);
  return x509.PemConverter.encode(bytes, 'PRIVATE KEY');
}
