/** One sample of each notice of a family: a new notice without one does not compile. */
export type Samples<N extends { readonly type: string }> = { readonly [T in N["type"]]: Extract<N, { readonly type: T }> };
