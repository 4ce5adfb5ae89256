# Thin aliases for developers; `./portal help` is the real thing.
.PHONY: run test check fmt lock

run:
	./portal up

test:
	./portal test

check:
	./portal check

fmt:
	./portal fmt

# The locks of development, production and installation, after a change in pyproject.toml. They hold no host names.
UV_COMPILE = .tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"
lock:
	$(UV_COMPILE) --group dev pyproject.toml -o requirements.lock
	$(UV_COMPILE) --constraints requirements.lock pyproject.toml -o requirements-prod.lock
	echo "uv" | $(UV_COMPILE) --no-annotate - -o requirements-tools.lock
