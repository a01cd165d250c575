# Images, chart, cluster. What is not installed is named by the command that needs it.
.PHONY: dev test-all build requirements deploy-tools cluster-tools compose-tools image-gateway image-verifier image-triton images image-digests image-tools image-try compose-token run-docker stop-docker \
	compose-check render render-check helm-lint helm-test helm-template helm-package helm-install helm-upgrade helm-uninstall \
	k8s-validate k8s-diff k8s-deploy k8s-delete k8s-status rules-check dashboards docker-lint workflows-lint seccomp deploy-check cluster-check \
	load-test argocd-deploy flux-deploy sbom verify-deployment port-forward logs rollback

REGISTRY ?= ghcr.io/portalis-dev
VERSION ?= $(shell sed -n 's/^__version__ = "\(.*\)"/\1/p' src/portalis/__init__.py)
NAMESPACE ?= portalis
RELEASE ?= portalis
VALUES ?=
ENVIRONMENT ?= production
ENGINE ?= docker
PROFILE ?=
PREFIX ?=
HOST ?= http://127.0.0.1:8000
TOOLS := $(or $(PORTALIS_TOOLS),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/portalis/tools)/bin
CHART := deploy/helm/portalis
COMPOSE := $(ENGINE) compose --file deploy/compose/compose.yaml
HELM := $(if $(wildcard $(TOOLS)/helm),$(TOOLS)/helm,helm)
KUBE := kubectl --namespace $(NAMESPACE)
LABELS = --build-arg VERSION=$(VERSION) --build-arg REVISION=$(shell git rev-parse HEAD) --build-arg CREATED=$(shell git log -1 --format=%cI)
# The base of a Dockerfile by its digest, where `make image-digests` has written it; by its tag alone elsewhere.
BASE = $(addprefix --build-arg ,$(shell python3 scripts/image_digests.py build-args $(1)))
# What the local verifier needs, and the gateway's image does not have: it has no compiler.
LOCAL_ONLY = hypothesis sortedcontainers rich markdown-it-py mdurl pygments
UV = $(BIN)/uv pip compile --quiet --generate-hashes --no-annotate --python-platform x86_64-manylinux_2_28 --custom-compile-command 'make requirements'

dev: $(STAMP) ## start the service without keys on loopback, logging at debug
	PORTALIS_LOG_LEVEL=debug $(BIN)/portalis serve

build: dist images ## build wheel, source archive and images

requirements: $(STAMP) ## resolve the requirements of images and developers again, with hashes
	$(UV) --python-version 3.11 --extra service --extra backends $(addprefix --no-emit-package ,$(LOCAL_ONLY)) pyproject.toml -o deploy/requirements/service.txt
	$(UV) --python-version 3.11 --extra service --extra verify pyproject.toml -o deploy/requirements/verifier.txt
	$(UV) --python-version 3.11 --extra dev pyproject.toml -o deploy/requirements/dev.txt
	$(UV) --python-version 3.11 deploy/requirements/build.in -o deploy/requirements/build.txt
	$(UV) --python-version 3.12 deploy/requirements/triton.in -o deploy/requirements/triton.txt

deploy-tools: ## install helm, kubeconform and the other checkers that Go builds
	scripts/deploy_tools.sh
	@command -v promtool >/dev/null && command -v apparmor_parser >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && apt-get install -y -qq --no-install-recommends prometheus apparmor >/dev/null 2>&1; } || \
		echo "promtool or apparmor_parser is not installed (Debian: prometheus, apparmor); tests that need it are skipped"

cluster-tools: deploy-tools ## build Kubernetes' control plane, etcd and kwok, which judge the chart: about ten minutes the first time
	scripts/deploy_tools.sh cluster

compose-tools: ## build Docker's Compose, which needs no engine to check its file: minutes the first time
	scripts/deploy_tools.sh compose

image-gateway: ## build the gateway's image
	$(ENGINE) build $(LABELS) $(call BASE,deploy/docker/Dockerfile) --file deploy/docker/Dockerfile --tag $(REGISTRY)/portalis-gateway:$(VERSION) .

image-verifier: ## build the verifier's image
	$(ENGINE) build $(LABELS) $(call BASE,deploy/docker/Dockerfile.verifier) --file deploy/docker/Dockerfile.verifier --tag $(REGISTRY)/portalis-verifier:$(VERSION) .

image-triton: ## build Triton's image
	$(ENGINE) build $(LABELS) $(call BASE,deploy/docker/Dockerfile.triton) --file deploy/docker/Dockerfile.triton --tag $(REGISTRY)/portalis-triton:$(VERSION) .

image-digests: ## ask the registries for the digests of the bases, write deploy/docker/bases.lock
	python3 scripts/image_digests.py resolve

images: image-gateway image-verifier ## build the images that need no GPU

image-tools: ## install what builds and runs images without an engine, where apt and root are at hand
	@command -v buildah >/dev/null && command -v podman >/dev/null && command -v debootstrap >/dev/null && command -v runc >/dev/null && test -e /usr/lib/podman/netavark || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
		apt-get install -y -qq --no-install-recommends buildah podman runc debootstrap netavark aardvark-dns redis-server >/dev/null 2>&1; } || \
		echo "buildah, podman, runc or debootstrap is not installed; tests of the images are skipped"

image-try: $(STAMP) deploy-tools compose-tools image-tools ## build and run all images without an engine, print what is measured, verify a translation, compose them (root, Debian)
	$(PREFIX) $(BIN)/python -m pytest -q -s -m "" tests/deploy/test_image.py

sbom: $(STAMP) ## write the bill of materials of the gateway's requirements to build/
	@mkdir -p build
	$(BIN)/uv tool run cyclonedx-bom==7.5.0 requirements deploy/requirements/service.txt --output-file build/sbom.cdx.json

compose-token: ## make the secret between gateway and verifier, where there is none: a closed folder, a file for both containers' users
	@test -s deploy/compose/secrets/verifier-token || { mkdir -p -m 700 deploy/compose/secrets && \
		openssl rand -hex 32 | tr -d '\n' > deploy/compose/secrets/verifier-token && chmod 644 deploy/compose/secrets/verifier-token; }

run-docker: compose-token ## start everything with Compose; PROFILE=model adds a model on the CPU, PROFILE=gpu Triton and vLLM
	$(if $(PROFILE),COMPOSE_PROFILES=$(PROFILE) PORTALIS_BACKENDS=/etc/portalis/backends/$(PROFILE).yaml) $(COMPOSE) up --build --wait

stop-docker: ## stop it, keep its volumes
	COMPOSE_PROFILES='*' $(COMPOSE) down

compose-check: deploy-tools ## load the Compose file as Compose does
	$(TOOLS)/compose-go deploy/compose/compose.yaml >/dev/null

render: $(STAMP) deploy-tools ## write k8s/, the chart's README, its schema, dashboards and rules again
	$(BIN)/python scripts/render_deploy.py

render-check: $(STAMP) deploy-tools ## fail where one of them is out of date
	$(BIN)/python scripts/render_deploy.py --check

dashboards: $(STAMP) ## write the Grafana dashboards and what else needs no helm
	$(BIN)/python scripts/render_deploy.py --no-helm

helm-lint: deploy-tools ## lint the chart
	$(HELM) lint --strict --kube-version 1.33.0 $(CHART)

helm-test: deploy-tools ## run the chart's unit tests
	$(TOOLS)/helm-unittest $(CHART)

helm-template: deploy-tools ## print what the chart makes of VALUES
	$(HELM) template $(RELEASE) $(CHART) --namespace $(NAMESPACE) --kube-version 1.33.0 $(addprefix --values ,$(VALUES))

helm-package: deploy-tools ## pack the chart into dist/
	$(HELM) package $(CHART) --destination dist

helm-install: ## install or upgrade the release RELEASE in NAMESPACE with VALUES
	$(HELM) upgrade --install $(RELEASE) $(CHART) --namespace $(NAMESPACE) --create-namespace --atomic --timeout 10m $(addprefix --values ,$(VALUES))

helm-upgrade: helm-install ## the same

helm-uninstall: ## remove the release; volumes stay
	$(HELM) uninstall $(RELEASE) --namespace $(NAMESPACE)

rollback: ## go back to the release's last revision
	$(HELM) rollback $(RELEASE) --namespace $(NAMESPACE) --wait

k8s-validate: $(STAMP) deploy-tools ## check the manifests of every set of values by schema and by kube-score
	$(BIN)/python -m pytest -q -m "" tests/deploy/test_chart.py

k8s-diff: ## show what the overlay of ENVIRONMENT would change in the cluster
	kubectl diff -k k8s/overlays/$(ENVIRONMENT)

k8s-deploy: ## apply the overlay of ENVIRONMENT
	kubectl apply -k k8s/overlays/$(ENVIRONMENT)

k8s-delete: ## delete what the overlay of ENVIRONMENT made
	kubectl delete -k k8s/overlays/$(ENVIRONMENT)

k8s-status: ## show pods, scaling and events
	$(KUBE) get pods,hpa,ingress --selector app.kubernetes.io/part-of=portalis
	$(KUBE) get events --sort-by=.lastTimestamp | tail -20

logs: ## follow the gateways' log
	$(KUBE) logs --follow --max-log-requests 20 --selector app.kubernetes.io/component=gateway

port-forward: ## bring the release's ports to this machine
	$(KUBE) port-forward service/$(RELEASE)-gateway 8000 50051

verify-deployment: ## ask a running service at HOST for its readiness and a translation; KEY where it needs one
	curl -fsS $(HOST)/ready
	curl -fsS $(HOST)/api/v1/translation/translate $(if $(KEY),-H "X-API-Key: $(KEY)") -H 'Content-Type: application/json' -d '{"python_code": "print(2 ** 100)"}'

rules-check: ## check and test the Prometheus rules
	promtool check rules deploy/prometheus/rules/*.yml
	promtool test rules deploy/prometheus/tests/*.yml

docker-lint: $(STAMP) ## hadolint
	$(BIN)/hadolint deploy/docker/Dockerfile deploy/docker/Dockerfile.verifier deploy/docker/Dockerfile.triton

workflows-lint: deploy-tools ## actionlint
	$(TOOLS)/actionlint

deploy-check: $(STAMP) deploy-tools ## every check of deploy/ but the images
	$(BIN)/python -m pytest -q -m "" tests/deploy --deselect tests/deploy/test_image.py

cluster-check: $(STAMP) cluster-tools ## the chart in Kubernetes' own control plane: validation, admission, drift; on played nodes scaling, rollout, drain
	$(BIN)/python -m pytest -q -m "" tests/deploy/test_api_server.py tests/deploy/test_cluster.py

load-test: $(STAMP) ## put load on HOST and hold the thresholds
	$(PIP) install --editable '.[load]'
	$(BIN)/locust --headless -f deploy/load/locustfile.py --host $(HOST) --users 20 --spawn-rate 5 --run-time 60s

argocd-deploy: ## hand dev, staging and production to Argo CD
	kubectl apply --namespace argocd -f deploy/argocd/applicationset.yaml

flux-deploy: ## hand the release to Flux
	kubectl apply -f deploy/flux
