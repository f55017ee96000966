/** Largest transaction that is read, bytes: ten rolled prints, slaps and two palms at 1000 ppi, uncompressed, with room. */
export const maxTransactionBytes = 128 * 2 ** 20;

/** Most records of a transaction, the type-1 record included: 1.003 CNT counts the others in three digits. */
export const maxRecords = 1000;

/** Most fields of a transaction, those of all records together: real ones have some thousand. It bounds memory and time. */
export const maxFields = 2 ** 16;

/**
 * Most information items of a transaction: ten rolled prints and three slaps with 254 minutiae of 20 items for each finger
 * have a hundred thousand. It bounds the memory that separators alone can ask for.
 */
export const maxItems = 2 ** 18;

/** Most findings that are listed of one transaction: nobody reads more, and damage could make any number. */
export const maxFindings = 500;
