/** Mnemonics of fields (ANSI/NIST-ITL 1-2011 Update 2015, the record layout tables), for findings and accounts. */
const common = { 1: 'LEN', 2: 'IDC' };

/** What records of types 10 and 13 to 16 have alike. */
const image = {
  ...common,
  4: 'SRC',
  6: 'HLL',
  7: 'VLL',
  8: 'SLC',
  9: 'HPS',
  10: 'VPS',
  11: 'CGA',
  12: 'BPX',
  20: 'COM',
  993: 'SAN',
  999: 'DATA',
};

/** What prints, marks and palms have beyond that. */
const ridges = { ...image, 3: 'IMP', 13: 'FGP', 16: 'SHPS', 17: 'SVPS', 30: 'DMM', 31: 'FAP' };

const names: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  1: {
    1: 'LEN',
    2: 'VER',
    3: 'CNT',
    4: 'TOT',
    5: 'DAT',
    6: 'PRY',
    7: 'DAI',
    8: 'ORI',
    9: 'TCN',
    10: 'TCR',
    11: 'NSR',
    12: 'NTR',
    13: 'DOM',
    14: 'GMT',
    15: 'DCS',
    16: 'APS',
    17: 'ANM',
    18: 'GNS',
  },
  2: common,
  9: {
    ...common,
    3: 'IMP',
    4: 'FMT',
    5: 'OFR',
    6: 'FGP',
    7: 'FPC',
    8: 'CRP',
    9: 'DLT',
    10: 'MIN',
    11: 'RDG',
    12: 'MRC',
    15: 'NMN',
    23: 'MIN',
    126: 'CBI',
    127: 'CEI',
    128: 'HLL',
    129: 'VLL',
    130: 'SLC',
    131: 'THPS',
    132: 'TVPS',
    133: 'FVW',
    134: 'FGP',
    135: 'FQD',
    136: 'NOM',
    137: 'FMD',
    138: 'RCI',
    139: 'CIN',
    140: 'DIN',
    300: 'ROI',
    301: 'ORT',
    302: 'FPP',
    307: 'PAT',
    320: 'COR',
    321: 'DEL',
    331: 'MIN',
  },
  10: { ...image, 3: 'IMT', 5: 'PHD', 12: 'CSP', 13: 'SAP' },
  13: { ...ridges, 5: 'LCD', 14: 'SPD', 15: 'PPC', 24: 'LQM' },
  14: {
    ...ridges,
    5: 'FCD',
    14: 'PPD',
    15: 'PPC',
    18: 'AMP',
    21: 'SEG',
    22: 'NQM',
    23: 'SQM',
    24: 'FQM',
    25: 'ASEG',
    26: 'SCF',
    27: 'SIF',
  },
  15: { ...ridges, 5: 'PCD', 18: 'AMP', 24: 'PQM' },
  16: image,
  17: { ...image, 3: 'FID', 5: 'ICD' },
};

/** The mnemonic of a field, e.g. FGP for field 13 of type 14; undefined where it has none or is user-defined. */
export function fieldName(type: number, number: number): string | undefined {
  return names[type]?.[number] ?? (type > 9 ? common[number as 1 | 2] : undefined);
}

/** A field as people write it: 14.013. */
export function fieldTag(type: number, number: number): string {
  return `${type}.${String(number).padStart(3, '0')}`;
}
