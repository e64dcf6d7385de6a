/**
 * Figures as they are written: a sum, a difference or a comparison never meets a binary fraction. A figure is a JSON number;
 * what was typed with up to 15 digits comes out the same.
 */
export interface Decimal {
  /** The digits without their point. */
  readonly digits: bigint;
  /** How many of them stand behind the point. */
  readonly places: number;
}

export const NOUGHT: Decimal = { digits: 0n, places: 0 };

/** A number as it is written; an amount may also come as text, in digits with at most a point. */
export function decimalOf(value: number | string): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(`${whole}${fraction}`);
  return places >= 0 ? { digits, places } : { digits: digits * power(-places), places: 0 };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  return { digits: scaled(a, places) + scaled(b, places), places };
}

export function minus(a: Decimal, b: Decimal): Decimal {
  return add(a, { digits: -b.digits, places: b.places });
}

export function times(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, places: a.places + b.places };
}

/** Negative, nought or positive, as `a` is less than, the same as or more than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const { digits } = minus(a, b);
  return digits === 0n ? 0 : digits < 0n ? -1 : 1;
}

/** The smallest whole number that is not less. */
export function roundedUp({ digits, places }: Decimal): bigint {
  return -floorDivide(-digits, power(places));
}

/** The quotient as a percentage with two digits behind the point, cut and not rounded: 2.999% must not read as 3%. The divisor is not nought. */
export function percentOf(a: Decimal, b: Decimal): string {
  const places = Math.max(a.places, b.places);
  const [above, below] = [scaled(a, places) * 10_000n, scaled(b, places)];
  return `${decimalText({ digits: above / below, places: 2 })}%`;
}

/** The quotient, cut downwards. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** As people write it: no exponent, no noughts at the end. */
export function decimalText({ digits, places }: Decimal): string {
  const negative = digits < 0n;
  const text = String(negative ? -digits : digits).padStart(places + 1, '0');
  const whole = text.slice(0, text.length - places);
  const fraction = text.slice(text.length - places).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A figure in words; the number itself, without what binary fractions make of it. */
export function figureText(value: number): string {
  return decimalText(decimalOf(value));
}

/** Its digits with so many places behind the point, no fewer than it has. */
export function scaled({ digits, places }: Decimal, to: number): bigint {
  return digits * power(to - places);
}

function power(of: number): bigint {
  return 10n ** BigInt(of);
}
