/** What generated pod names start with: the owner's name and a hyphen. Too long a name loses the hyphen, as in Kubernetes. */
export const podNamePrefix = (owner: string): string => (owner.length < 253 ? `${owner}-` : owner)
