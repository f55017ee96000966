/** Where each operation of the service is; a test holds this to the service's OpenAPI document. */
export const routes = {
  search: ['POST', '/v1/search'],
  reportOutcome: ['POST', '/v1/searches/{searchId}/outcome'],
  enrolSubject: ['PUT', '/v1/subjects/{system}/{owner}/{reference}'],
  amendSubject: ['PATCH', '/v1/subjects/{system}/{owner}/{reference}'],
  eraseSubject: ['DELETE', '/v1/subjects/{system}/{owner}/{reference}'],
  verifySubject: ['POST', '/v1/subjects/{system}/{owner}/{reference}/verify'],
  explainSubject: ['POST', '/v1/subjects/{system}/{owner}/{reference}/explain'],
  comparePrints: ['POST', '/v1/compare'],
  measurePrints: ['POST', '/v1/quality'],
  enrolBatch: ['POST', '/v1/subjects'],
  exportReferences: ['GET', '/v1/subjects'],
  readStatistics: ['GET', '/v1/statistics/{month}'],
  readAudit: ['GET', '/v1/audit'],
  readStatus: ['GET', '/v1/status'],
  readClient: ['GET', '/v1/client'],
  readReady: ['GET', '/ready'],
  readMetrics: ['GET', '/metrics'],
} as const;

export type RouteName = keyof typeof routes;
export type RouteParameters = Readonly<Record<string, string>>;

/** The path of an operation with its parameters in place, and what is left of them as a query. */
export function pathOf(name: RouteName, parameters: RouteParameters): string {
  const left = new Map(Object.entries(parameters));
  const path = routes[name][1].replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
    const value = left.get(parameter) ?? '';
    left.delete(parameter);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams([...left]).toString();
  return query === '' ? path : `${path}?${query}`;
}
