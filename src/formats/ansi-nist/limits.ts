/** Largest transaction that is read, bytes: ten rolled prints, slaps and two palms at 1000 ppi, uncompressed, with room. */
export const maxTransactionBytes = 128 * 2 ** 20;

/** Most records of a transaction, the type-1 record included: 1.003 CNT counts the others in three digits. */
export const maxRecords = 1000;

/**
 * Most information items of a transaction: 999 records of 254 minutiae with a dozen items each would be three times as
 * many, real ones have a few thousand. It bounds the memory that separators alone can ask for.
 */
export const maxItems = 2 ** 20;

/** Most findings that are listed of one transaction: nobody reads more, and damage could make any number. */
export const maxFindings = 500;
