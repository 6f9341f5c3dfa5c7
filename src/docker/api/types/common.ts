// The shapes of the Engine API v1.50, with their fields in the order in which the daemon writes them. They are `type`s
// and not interfaces so that they are values of `Json`. Durations of the API are in nanoseconds, sizes in bytes.

export type StringMap = { readonly [key: string]: string };
export type Empty = { readonly [key: string]: never };
export type PortSet = { readonly [port: string]: Empty };

export type ErrorBody = { readonly message: string };
export type IdResponse = { readonly Id: string };
