"""Training: the labels are what the annotators marked; the exported net is the net that was trained."""

import gzip
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from onrecord.nets.encode import BREAK_WORD, FEATURES, Vocabulary
from onrecord.nets.labels import ROLE_TAGS

torch = pytest.importorskip("torch", reason="needs the extra [train]")
pytest.importorskip("onnx", reason="needs the extra [train]")

from onrecord.nets.session import Tagger as Session  # noqa: E402
from onrecord.training.data import Link, examples, strings  # noqa: E402
from onrecord.training.export import export_tagger  # noqa: E402
from onrecord.training.model import Shape, Tagger  # noqa: E402
from onrecord.training.tagger import Recipe, Training, batch_of, batches_of, corpus_of, train_tagger  # noqa: E402

TEXT = "It rained, Ada Wells said.\n\nShe told us to leave."
SPANS = {
    "T1": ("Content", 0, 9),
    "T2": ("Source", 11, 20),
    "T3": ("Cue", 21, 25),
    "T4": ("Source", 28, 31),
    "T5": ("Cue", 32, 36),
    "T6": ("Content", 40, 48),
}


@pytest.fixture
def polnear(tmp_path: Path) -> Path:
    for part in ("train", "dev"):
        (tmp_path / part / "text").mkdir(parents=True)
        (tmp_path / part / "attributions").mkdir()
        (tmp_path / part / "text" / "a.txt").write_text(TEXT, "utf-8")
        lines = [f"{key}\t{kind} {start} {end}\t{TEXT[start:end]}" for key, (kind, start, end) in SPANS.items()]
        lines += ["E1\tAttribution:T9 Source:T2 Cue:T3 Content:T1", "E2\tAttribution:T9 Source:T4 Cue:T5 Content:T6"]
        (tmp_path / part / "attributions" / "a_x.ann").write_text("\n".join(lines), "utf-8")
        rows = ["# newdoc id = a", "1\tIt\tit\t_\tPRP\t_\t0\troot\t_\tB=0|E=2", "4\tAda\tada\t_\tNNP\t_\t0\tx\t_\tB=11|E=14|NER=PERSON"]
        with gzip.open(tmp_path / part / "corenlp.conllu.gz", "wt", encoding="utf-8") as out:
            out.write("\n".join(rows) + "\n")
    np.savez(tmp_path / "vectors.npz", words=np.array(["rained", "said"]), vectors=np.ones((2, 100), np.float16) * [[1], [2]])
    return tmp_path


def test_labels_and_links_stand_where_the_annotators_put_them(polnear: Path) -> None:
    ((name, (example,)),) = examples(polnear / "train", one_each=True)
    assert name == "a"
    tagged = [(word, ROLE_TAGS[tag]) for word, tag in zip(example.words, example.roles, strict=True) if tag]
    assert tagged[:5] == [("It", "B-content"), ("rained", "I-content"), ("Ada", "B-source"), ("Wells", "I-source"), ("said", "B-cue")]
    assert example.words[7] == BREAK_WORD
    assert example.links["source"] == [Link(3, 4, 5), Link(8, 8, 9)]
    assert example.links["content"] == [Link(0, 1, 5), Link(11, 12, 9)]
    assert example.speech[:2] == ["PRP", "?"]
    assert example.entities[0] == 0
    assert example.entities[3] == 1


def test_a_vocabulary_begins_with_the_pretrained_words() -> None:
    found = strings(Counter({"Rain": 5, "snow": 1, "Hail": 3}), ["sun"])
    assert found["word"] == ("sun", "rain", "hail")


def test_one_annotator_an_article_a_time(polnear: Path) -> None:
    files = list(examples(polnear / "train", one_each=False)) * 3
    assert sum(len(batch) for batch in batches_of(files, 2, random.Random(1))) == 1


def test_the_loss_falls_and_the_export_scores_as_the_net_does(polnear: Path) -> None:
    recipe = Recipe(epochs=3, batch=2, threads=1, shape=Shape(hidden=8))
    train_tagger(polnear, polnear / "vectors.npz", polnear / "run", recipe)
    export_tagger(polnear / "run", polnear / "net", ["a corpus"], int8=False)
    kept = torch.load(polnear / "run" / "best.pt", weights_only=True)
    session = Session(polnear / "net")
    corpus = corpus_of(polnear, polnear / "vectors.npz")
    net = Tagger({name: corpus.vocabulary.size(name) for name in FEATURES}, len(corpus.speech), recipe.shape)
    net.load_state_dict(kept["net"])
    net.eval()
    batch = batch_of([example for _, windows in corpus.files for example in windows], corpus.vocabulary, corpus.speech)
    with torch.no_grad():
        wanted = net(batch.ids, batch.quotes, batch.lengths)
    feed = {
        "ids": batch.ids.numpy().astype(np.int32),
        "quotes": batch.quotes.numpy().astype(np.int32),
        "lengths": batch.lengths.numpy().astype(np.int32),
    }
    found = session._session.run(("roles", "links", "entities", "speech"), feed)
    for a, b in zip(wanted, found, strict=True):
        np.testing.assert_allclose(a.numpy(), b, atol=1e-4)


def test_a_window_scores_the_same_beside_a_longer_one() -> None:
    torch.manual_seed(1)
    vocabulary = Vocabulary({name: tuple("abc") for name in FEATURES})
    net = Tagger({name: vocabulary.size(name) for name in FEATURES}, 3, Shape(hidden=4)).eval()
    ids = torch.randint(0, 5, (2, 6, len(FEATURES)))
    quotes = torch.zeros(2, 6, dtype=torch.long)
    with torch.no_grad():
        together = net(ids, quotes, torch.tensor([6, 3]))[0]
        alone = net(ids[1:, :3], quotes[1:, :3], torch.tensor([3]))[0]
    torch.testing.assert_close(together[1, :3], alone[0])


def test_a_training_broken_off_goes_on_where_it_was(polnear: Path) -> None:
    corpus = corpus_of(polnear, polnear / "vectors.npz")
    recipe = Recipe(epochs=2, batch=2, threads=1, shape=Shape(hidden=8))

    def weights(*, stop: bool) -> list[np.ndarray]:
        torch.manual_seed(1)
        training = Training(corpus, recipe)
        training.run_epoch()
        if stop:
            training.save(polnear / "last.pt")
            torch.manual_seed(99)
            training = Training(corpus, recipe)
            training.load(polnear / "last.pt")
        training.run_epoch()
        return [parameter.detach().numpy().copy() for parameter in training.net.parameters()]

    for whole, resumed in zip(weights(stop=False), weights(stop=True), strict=True):
        np.testing.assert_array_equal(whole, resumed)
