/** The service's face: what the command line and tests may import. */
export type { Config } from './config/config.js';
export { readConfig } from './config/read-config.js';
export { type Demo, demoCurl, makeDemo } from './demo/demo.js';
export { makeSite, type Site } from './demo/site.js';
export { Service, type ServiceOptions } from './service.js';
