/** Days simulated at the first look: an early look at few days stops by luck when the spread seems small. */
export const FIRST_LOOK = 64
/** What the days so far say of how many are needed is itself uncertain. */
const MARGIN = 1.1
/** Looks lie at least so far apart, and at most: each is a chance to stop by luck, and a first guess may be far off. */
const LEAST_GROWTH = 1.25
const MOST_GROWTH = 8

/**
 * How many days to have simulated at the next look, when a run goes on until its confidence intervals are narrow
 * enough: as many as the half-widths so far say are needed, which shrink with the square root of days. Looking seldom
 * keeps the coverage: a rule that looks after each day stops where the spread happens to look small (Chow and
 * Robbins 1965; Law and Kelton 1982, Confidence Intervals for Steady-State Simulations II, on what that costs).
 *
 * @param excess the greatest half-width so far ÷ the wanted one; above 1, infinite where nothing tells
 */
export function nextLook(days: number, excess: number): number {
  const needed = days * excess * excess * MARGIN
  return Math.ceil(Math.min(Math.max(needed, days * LEAST_GROWTH), days * MOST_GROWTH))
}
