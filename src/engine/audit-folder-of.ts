import { storeFiles } from '../store/store-folder.js';

/** Where the audit log of a store lies, so that the command line and a service find the same one. */
export function auditFolderOf(storePath: string): string {
  return storeFiles(storePath).audit;
}
