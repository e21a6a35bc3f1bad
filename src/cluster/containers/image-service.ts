/** The images of the nodes, in the shape of CRI v1's service of that name. Failures are RuntimeErrors. */
export interface ImageService {
  /** Brings an image to a node. */
  pull(image: string, node: string): Promise<ImageStatus>
  /** Undefined if the node does not have it; fails where the name is none. */
  status(image: string, node: string): Promise<ImageStatus | undefined>
  list(node: string): Promise<ImageStatus[]>
}

export interface ImageStatus {
  /** `sha256:…` of its configuration. */
  id: string
  repoTags: string[]
  repoDigests: string[]
  sizeBytes: number
  /** The user that the image itself names, 0 if it names none; absent where nobody knows. */
  uid?: number
}
