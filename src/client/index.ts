/** The client's public face: `import { RidgelineClient } from 'ridgeline/client'`. */
export { type BatchRecord, type PersonInput, RidgelineClient, type Subject } from './client.js';
export { type ConnectionOptions, ServiceError, type Statement } from './connection.js';
