"""llama.cpp at its own pace: its C functions through llama-cpp-python, without what Python adds.

A loop over `llama_decode` and the sampler chain in C, several texts in one decoding where asked.
Nothing stops at an end token, so every text has the length that was asked for.

    llama = Llama("model.gguf", threads=1)
    llama.generate(200, temperature=1.0, seed=0)  # ids after <bos>

Run as a script, it prints tokens a CPU second of the files it is given:

    python benchmarks/llamacpp.py a.gguf b.gguf --rows 1 16
"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import llama_cpp as api


@api.llama_log_callback
def _silent(level: int, text: bytes, data: object) -> None:
    """Takes llama.cpp's messages and keeps them to itself."""


class Llama:
    """A GGUF file, opened. `context` is the length of one text, by default what the model was
    trained with; `flash` and `short_cache` (keys and values in float16) are llama.cpp's own ways,
    and on as it has them; `unified` lets the texts of a batch share one store of keys and values.
    """

    def __init__(
        self,
        path: str | Path,
        threads: int = 1,
        context: int | None = None,
        flash: bool = True,
        short_cache: bool = True,
        unified: bool = False,
    ) -> None:
        api.llama_log_set(_silent, None)
        api.llama_backend_init()
        options = api.llama_model_default_params()
        options.n_gpu_layers = 0
        self.model = api.llama_model_load_from_file(str(path).encode(), options)
        if not self.model:
            raise ValueError(f"llama.cpp cannot open {str(path)!r}: is it a GGUF file?")
        self.vocabulary = api.llama_model_get_vocab(self.model)
        self.context_length = context or api.llama_model_n_ctx_train(self.model)
        self.threads, self.flash, self.unified = threads, flash, unified
        self.cache_type = api.GGML_TYPE_F16 if short_cache else api.GGML_TYPE_F32
        self._context, self._rows = None, 0

    def close(self) -> None:
        """Gives the memory back."""
        if self._context is not None:
            api.llama_free(self._context)
        api.llama_model_free(self.model)
        self._context = self.model = None

    def generate(self, n: int, temperature: float = 0.0, seed: int = 0) -> list[int]:
        """`n` ids after <bos>; at temperature 0 always the likeliest."""
        return self.generate_batch(1, n, temperature, seed)[0]

    def generate_batch(
        self, rows: int, n: int, temperature: float = 0.0, seed: int = 0
    ) -> list[list[int]]:
        """`n` ids after <bos> for each of `rows` texts, decoded together; text i draws with
        seed + i."""
        context = self._for(rows)
        texts: list[list[int]] = [[] for _ in range(rows)]
        tokens = [api.llama_vocab_bos(self.vocabulary)] * rows
        with self._batch(rows) as batch, self._samplers(rows, temperature, seed) as samplers:
            batch.n_tokens = rows
            for row in range(rows):
                batch.n_seq_id[row], batch.seq_id[row][0], batch.logits[row] = 1, row, 1
            for place in range(n):
                for row in range(rows):
                    batch.token[row], batch.pos[row] = tokens[row], place
                self._decode(context, batch)
                for row in range(rows):
                    tokens[row] = api.llama_sampler_sample(samplers[row], context, row)
                    texts[row].append(tokens[row])
        return texts

    def prefill(self, ids: Sequence[int]) -> list[float]:
        """Reads `ids` in one pass, as the beginning of a text; the logits after the last."""
        context = self._for(1)
        with self._batch(len(ids)) as batch:
            batch.n_tokens = len(ids)
            for place, token in enumerate(ids):
                batch.token[place], batch.pos[place] = token, place
                batch.n_seq_id[place], batch.seq_id[place][0] = 1, 0
                batch.logits[place] = place == len(ids) - 1
            self._decode(context, batch)
        size = api.llama_vocab_n_tokens(self.vocabulary)
        return api.llama_get_logits_ith(context, -1)[:size]

    def _for(self, rows: int) -> object:
        """A context for so many texts, with nothing read."""
        if self._rows != rows:
            if self._context is not None:
                api.llama_free(self._context)
            options = api.llama_context_default_params()
            options.n_ctx = self.context_length * rows
            options.n_seq_max = rows
            options.n_batch = options.n_ubatch = max(self.context_length, rows)
            options.n_threads = options.n_threads_batch = self.threads
            options.type_k = options.type_v = self.cache_type
            on, off = api.LLAMA_FLASH_ATTN_TYPE_ENABLED, api.LLAMA_FLASH_ATTN_TYPE_DISABLED
            options.flash_attn_type = on if self.flash else off
            options.kv_unified, options.no_perf = self.unified, True
            self._context, self._rows = api.llama_init_from_model(self.model, options), rows
        api.llama_memory_clear(api.llama_get_memory(self._context), False)
        return self._context

    def _decode(self, context: object, batch: api.llama_batch) -> None:
        if code := api.llama_decode(context, batch):
            raise RuntimeError(f"llama_decode gave {code}: the context is full, or it failed.")

    @contextlib.contextmanager
    def _batch(self, tokens: int) -> Iterator[api.llama_batch]:
        batch = api.llama_batch_init(tokens, 0, 1)
        try:
            yield batch
        finally:
            api.llama_batch_free(batch)

    @contextlib.contextmanager
    def _samplers(self, rows: int, temperature: float, seed: int) -> Iterator[list]:
        chains = []
        for row in range(rows):
            chain = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())
            if temperature == 0:
                api.llama_sampler_chain_add(chain, api.llama_sampler_init_greedy())
            else:
                api.llama_sampler_chain_add(chain, api.llama_sampler_init_temp(temperature))
                api.llama_sampler_chain_add(chain, api.llama_sampler_init_dist(seed + row))
            chains.append(chain)
        try:
            yield chains
        finally:
            for chain in chains:
                api.llama_sampler_free(chain)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--rows", type=int, nargs="+", default=[1, 16])
    parser.add_argument("--tokens", type=int, default=200)
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--all", action="store_true", help="every way of attention and cache")
    options = parser.parse_args()
    both = (True, False)
    ways = [(f, s, u) for f in both for s in both for u in both] if options.all else [None]
    for path in options.files:
        for way in ways:
            names = ("flash", "short_cache", "unified")
            chosen = {} if way is None else dict(zip(names, way, strict=True))
            llama = Llama(path, **chosen)
            for rows in options.rows:
                rates = []
                for seed in range(options.rounds):
                    start = time.process_time()
                    llama.generate_batch(rows, options.tokens, options.temperature, seed)
                    rates.append(rows * options.tokens / (time.process_time() - start))
                print(
                    f"{Path(path).name} rows={rows} {chosen}: {sorted(rates)[len(rates) // 2]:,.0f}"
                )
            llama.close()


if __name__ == "__main__":
    main()
