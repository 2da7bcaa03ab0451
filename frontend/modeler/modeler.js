// Island `diagram`: a read-only model with the state of one instance on it.
export function mount() {}
