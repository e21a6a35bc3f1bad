#!/usr/bin/env bash
# Fetches the repositories whose custom resources test/interop/crd-bundles.test.ts installs, into a folder of your choice:
#   scripts/fetch-crd-bundles.sh ~/crd-bundles && KCTL_CRD_BUNDLES=~/crd-bundles npx mocha test/interop/crd-bundles.test.ts
set -euo pipefail
folder=${1:?"usage: $0 FOLDER"}
mkdir -p "$folder"
while read -r name repository; do
  [ -d "$folder/$name" ] || git clone --quiet --depth 1 "https://github.com/$repository" "$folder/$name"
done <<'LIST'
cert-manager cert-manager/cert-manager
argo-cd argoproj/argo-cd
prometheus-operator prometheus-operator/prometheus-operator
gateway-api kubernetes-sigs/gateway-api
istio-api istio/api
istio istio/istio
LIST
