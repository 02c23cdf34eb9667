/** How long a password may be, UTF-16 code units: no shorter than NIST SP 800-63B allows, no longer than is quick to hash. */
export const PASSWORD = { min: 8, max: 128 } as const;
