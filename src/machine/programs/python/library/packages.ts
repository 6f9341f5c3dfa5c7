/** What stands in for packages that pip installs. */
export const PACKAGES: Readonly<Record<string, string>> = {};
