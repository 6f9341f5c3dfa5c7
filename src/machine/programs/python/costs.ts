/** What a statement costs, µs: on the slow side, so that a busy loop can be simulated faster than it would run. */
export const STATEMENT_COST = 0.6;
/** What a call costs, µs. */
export const CALL_COST = 0.4;
