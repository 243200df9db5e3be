/**
 * Tail probabilities in log space. simple-statistics stops at 1 − 0.001 for every z above 3.09, so that strong
 * evidence would tie; here a p-value of 10⁻³⁰⁰ is as good as one of 10⁻³.
 */

/** ln(eᵃ + eᵇ) without overflow. */
export function logAdd(a: number, b: number): number {
  if (a === Number.NEGATIVE_INFINITY) return b;
  if (b === Number.NEGATIVE_INFINITY) return a;
  const high = Math.max(a, b);
  return high + Math.log1p(Math.exp(Math.min(a, b) - high));
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0 (Lanczos approximation with g = 7, n = 9; relative error below 10⁻¹³). */
export function logGamma(x: number): number {
  const z = x - 1;
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (z + i);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** ln of the binomial coefficient n over k. */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/**
 * ln P(X ≥ k) for X binomial(n, p), relative error about 10⁻¹³. Terms are added as multiples of the one at k, away from
 * the mean, where each is smaller than the one before: upwards, or downwards for the complement.
 */
export function logBinomialUpperTail(n: number, p: number, k: number): number {
  if (k <= 0) return 0;
  if (k > n || p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return 0;
  const odds = p / (1 - p);
  if (k > n * p) {
    let ratio = 1;
    let sum = 1;
    for (let i = k; i < n && ratio > sum * 1e-17; i++) {
      ratio *= ((n - i) / (i + 1)) * odds;
      sum += ratio;
    }
    return Math.min(0, logBinomialTerm(n, p, k) + Math.log(sum));
  }
  let ratio = 1;
  let sum = 1;
  for (let i = k - 1; i > 0 && ratio > sum * 1e-17; i--) {
    ratio *= i / ((n - i + 1) * odds);
    sum += ratio;
  }
  return Math.log1p(-Math.min(1, Math.exp(logBinomialTerm(n, p, k - 1)) * sum));
}

/** ln P(X = k) for X binomial(n, p). */
function logBinomialTerm(n: number, p: number, k: number): number {
  return logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p);
}

/** ln P(X ≥ k) for X hypergeometric: `draws` from `population` of which `marked` are marked. */
export function logHypergeometricUpperTail(
  population: number,
  marked: number,
  draws: number,
  k: number,
): number {
  const least = Math.max(0, draws + marked - population);
  if (k <= least) return 0;
  const most = Math.min(marked, draws);
  if (k > most) return Number.NEGATIVE_INFINITY;
  const all = logChoose(population, draws);
  let sum = Number.NEGATIVE_INFINITY;
  for (let i = k; i <= most; i++) {
    const term = logChoose(marked, i) + logChoose(population - marked, draws - i) - all;
    sum = logAdd(sum, term);
    if (term < sum - 40) break;
  }
  return Math.min(0, sum);
}

/**
 * ln of the joint p-value of two independent tests: the probability that the product of two uniform numbers is at most
 * that of the p-values, t (1 − ln t) (Fisher 1932). At most 0.
 */
export function logJointTail(logP: number, otherLogP: number): number {
  const product = Math.min(0, logP + otherLogP);
  return product + Math.log1p(-product);
}

/** ln P(Z ≥ z) of the standard normal: continued fraction above 5 (Abramowitz & Stegun 26.2.14), else the error function's series. */
export function logNormalUpperTail(z: number): number {
  if (z < 0) return Math.log1p(-Math.exp(logNormalUpperTail(-z)));
  if (z < 3) {
    // Q(z) = 1/2 − φ(z)·(z + z³/3 + z⁵/15 + …), Abramowitz & Stegun 26.2.11.
    let term = z;
    let sum = z;
    for (let i = 3; Math.abs(term) > 1e-17 * sum && i < 400; i += 2) {
      term *= (z * z) / i;
      sum += term;
    }
    return Math.log(0.5 - (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI));
  }
  let fraction = 0;
  for (let i = 120; i >= 1; i--) fraction = i / (z + fraction);
  return (-z * z) / 2 - 0.5 * Math.log(2 * Math.PI) - Math.log(z + fraction);
}
