/** One thing that was tried; without a problem it is as it should be. */
export interface Finding {
  readonly what: string;
  readonly problem?: string;
}
