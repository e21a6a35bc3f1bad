export interface Bundle {
  name: string
  /** Folders of the bundle's checkout, below the folder that holds all of them. */
  definitions: string[]
  /** Where samples are looked for: in every YAML document below. */
  samples: string[]
}

/** Custom resources that nobody here wrote; scripts/fetch-crd-bundles.sh fetches their repositories. */
export const bundles: Bundle[] = [
  {name: 'cert-manager', definitions: ['cert-manager/deploy/crds'], samples: ['cert-manager']},
  {name: 'argo-cd', definitions: ['argo-cd/manifests/crds'], samples: ['argo-cd']},
  {
    name: 'prometheus-operator',
    definitions: ['prometheus-operator/example/prometheus-operator-crd'],
    samples: ['prometheus-operator'],
  },
  {name: 'gateway-api', definitions: ['gateway-api/config/crd/standard'], samples: ['gateway-api']},
  {
    name: 'gateway-api-experimental',
    definitions: ['gateway-api/config/crd/experimental'],
    samples: ['gateway-api'],
  },
  {name: 'istio', definitions: ['istio-api/kubernetes'], samples: ['istio-api', 'istio']},
]
