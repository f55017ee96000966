import type { PeerCertificate, TLSSocket } from 'node:tls';

/** What a connection's client certificate says. */
export type CertificateAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'name'; readonly commonName: string };

/** The name in a client certificate that a configured authority signed and that is valid now. */
export function certificateOf(socket: TLSSocket, nowMs: number): CertificateAnswer {
  const certificate = socket.getPeerCertificate();
  if (!isGiven(certificate)) return { kind: 'none' };
  if (!socket.authorized) return { kind: 'bad', reason: reasonOf(socket.authorizationError) };
  // The handshake may be long ago.
  if (Date.parse(certificate.valid_to) < nowMs) return { kind: 'bad', reason: 'CERT_HAS_EXPIRED' };
  const commonName = certificate.subject.CN;
  if (typeof commonName !== 'string') return { kind: 'bad', reason: 'no common name' };
  return { kind: 'name', commonName };
}

/** Node gives an empty object, or null, where there is none. */
function isGiven(certificate: PeerCertificate | null): certificate is PeerCertificate {
  return certificate !== null && Object.keys(certificate).length > 0;
}

/** Node's types say Error; what it sets is the code of OpenSSL. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
