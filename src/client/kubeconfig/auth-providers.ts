const removed: Record<string, string> = {
  azure:
    'Please use the https://github.com/Azure/kubelogin kubectl/client-go credential plugin instead.\nSee https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins for further details',
  gcp: 'Please use the "gke-gcloud-auth-plugin" kubectl/client-go credential plugin instead.\nSee https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke for further details',
}

/** Throws for an `auth-provider` that client-go does not have, or no longer. */
export function checkAuthProvider(name: string): void {
  if (Object.hasOwn(removed, name)) throw new Error(`The ${name} auth plugin has been removed.\n${removed[name]}`)
  if (name !== 'oidc') throw new Error(`no Auth Provider found for name ${JSON.stringify(name)}`)
}
