/** What a value must look like, and how a finding calls it. */
export interface Form {
  readonly expected: string;
  accepts(text: string): boolean;
}

export const anyText: Form = { expected: 'a value', accepts: (text) => text.trim() !== '' };

export function whole(low: number, high: number): Form {
  return {
    expected: low === high ? String(low) : `a whole number from ${low} to ${high}`,
    accepts: (text) => /^\d{1,10}$/.test(text) && Number(text) >= low && Number(text) <= high,
  };
}

export function oneOf(values: readonly string[]): Form {
  return { expected: values.join(', '), accepts: (text) => values.includes(text) };
}

export function code(expected: string, isKnown: (code: number) => boolean): Form {
  return { expected, accepts: (text) => /^\d{1,3}$/.test(text) && isKnown(Number(text)) };
}

export const date: Form = {
  expected: 'a date YYYYMMDD',
  accepts: (text) => /^\d{8}$/.test(text) && isDay(text),
};

export const greenwichTime: Form = {
  expected: 'a time YYYYMMDDHHMMSSZ',
  accepts: (text) => {
    const [, day = '', hour, minute, second] = /^(\d{8})(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
    return isDay(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60;
  },
};

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  const made = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return made.getUTCMonth() === Number(month) - 1 && made.getUTCDate() === Number(day);
}

/** Pixels per mm in two and two digits. */
export const pixelsPerMm: Form = { expected: 'pixels per mm as dd.dd', accepts: (text) => /^\d\d\.\d\d$/.test(text) };
