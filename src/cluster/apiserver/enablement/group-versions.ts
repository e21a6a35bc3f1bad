/** The groups of Kubernetes' API with all their versions that kube-apiserver 1.34 knows, whether or not it can serve them. */
const versions: Record<string, string> = {
  '': 'v1',
  'admission.k8s.io': 'v1 v1beta1',
  'admissionregistration.k8s.io': 'v1 v1beta1 v1alpha1',
  'apiextensions.k8s.io': 'v1 v1beta1',
  'apiregistration.k8s.io': 'v1 v1beta1',
  apps: 'v1 v1beta2 v1beta1',
  'authentication.k8s.io': 'v1 v1beta1 v1alpha1',
  'authorization.k8s.io': 'v1 v1beta1',
  autoscaling: 'v2 v1 v2beta1 v2beta2',
  batch: 'v1 v1beta1',
  'certificates.k8s.io': 'v1 v1beta1 v1alpha1',
  'coordination.k8s.io': 'v1 v1beta1 v1alpha2',
  'discovery.k8s.io': 'v1 v1beta1',
  'events.k8s.io': 'v1 v1beta1',
  extensions: 'v1beta1',
  'flowcontrol.apiserver.k8s.io': 'v1 v1beta3 v1beta2 v1beta1',
  'imagepolicy.k8s.io': 'v1alpha1',
  'internal.apiserver.k8s.io': 'v1alpha1',
  'networking.k8s.io': 'v1 v1beta1',
  'node.k8s.io': 'v1 v1beta1 v1alpha1',
  policy: 'v1 v1beta1',
  'rbac.authorization.k8s.io': 'v1 v1beta1 v1alpha1',
  'resource.k8s.io': 'v1 v1beta2 v1beta1 v1alpha3',
  'scheduling.k8s.io': 'v1 v1beta1 v1alpha1',
  'storage.k8s.io': 'v1 v1beta1 v1alpha1',
  'storagemigration.k8s.io': 'v1alpha1',
}

export const isGroupRegistered = (group: string): boolean => Object.hasOwn(versions, group)

export const isVersionRegistered = (group: string, version: string): boolean =>
  isGroupRegistered(group) && versions[group]!.split(' ').includes(version)
