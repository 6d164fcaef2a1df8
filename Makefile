# make run    train, tune and talk: the three notebooks, start to end, and a table of results
# make test   the test suite and the linter (CI=true adds the slow and the browser tests)
# make lab    JupyterLab on the first notebook
# make app    Inference.ipynb as a web page without code, on this computer
# TORCH=cpu or TORCH=cu130 installs that build of PyTorch instead of the platform's usual one.

PYTHON ?= python3
TORCH ?=
BIN := .venv/bin
NOTEBOOKS := Network_Train Network_Fine_Tune Inference

# Idle OpenMP threads must not spin: on a busy machine with few cores that slows every step.
export OMP_WAIT_POLICY := passive
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test lab app lint clean

run: .venv/.ready
	@mkdir -p runs
	@for name in $(NOTEBOOKS); do \
	  echo "== $$name.ipynb"; \
	  $(BIN)/jupyter nbconvert --log-level=ERROR --to notebook --execute \
	    --KernelManager.transport_encryption=auto \
	    --output-dir runs $$name.ipynb && \
	  $(BIN)/jupyter nbconvert --log-level=ERROR --to html runs/$$name.ipynb || exit 1; \
	done
	@echo "== executed notebooks and their HTML are in runs/"; echo
	@$(BIN)/python -m tinylm info

test: lint
	$(BIN)/python -m pytest

lint: .venv/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/nbstripout --keep-id --verify *.ipynb

lab: .venv/.ready
	$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) Network_Train.ipynb

app: .venv/.ready
	@$(BIN)/python -c 'import voila' 2>/dev/null || $(BIN)/pip install -q -c requirements.lock voila
	$(BIN)/python -m tinylm app

clean:
	rm -rf .venv runs .pytest_cache .ruff_cache

.venv/.ready: requirements.txt requirements.lock
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and \
	  f"tinylm needs Python 3.11 or newer, and $(PYTHON) is {v[0]}.{v[1]}: make PYTHON=python3.11 ...")'
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(if $(TORCH),$(BIN)/pip install -q uv && \
	  $(BIN)/uv pip install -q --python $(BIN)/python --torch-backend $(TORCH) torch==2.13.0)
	$(BIN)/pip install -q -r requirements.txt
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.txt
	$(BIN)/pip install -q -r requirements-dev.txt
	@touch $@
