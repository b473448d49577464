"""Training: the labels are what the annotators marked; the exported net is the net that was trained."""

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from onrecord.nets.decode import barred
from onrecord.nets.encode import BREAK_WORD, FEATURES, Vocabulary
from onrecord.nets.labels import PART_TAGS, ROLE_TAGS

torch = pytest.importorskip("torch", reason="needs the extra [train]")
pytest.importorskip("onnx", reason="needs the extra [train]")

from onrecord.nets.session import Tagger as Session  # noqa: E402
from onrecord.training.batches import batches_of  # noqa: E402
from onrecord.training.data import examples, strings  # noqa: E402
from onrecord.training.export import export_tagger  # noqa: E402
from onrecord.training.lessons import Lesson, contents_of, read_lessons, taught, write_lessons  # noqa: E402
from onrecord.training.losses import arc_scores  # noqa: E402
from onrecord.training.model import Outputs, Shape, Tagger  # noqa: E402
from onrecord.training.tagger import POLNEAR, Recipe, Training, corpus_of, train_tagger  # noqa: E402


def test_labels_and_relations_stand_where_the_annotators_put_them(corpora: Path) -> None:
    ((name, (example,)),) = examples(corpora / POLNEAR / "train", one_each=True)
    assert name == "a"
    tagged = [(word, ROLE_TAGS[tag]) for word, tag in zip(example.words, example.roles, strict=True) if tag]
    assert tagged[:5] == [("It", "B-content"), ("rained", "I-content"), ("Ada", "B-source"), ("Wells", "I-source"), ("said", "B-cue")]
    assert example.words[7] == BREAK_WORD
    first, second = example.relations
    assert (first.cue, first.cue_end, second.cue) == (5, 6, 9)
    assert [PART_TAGS[tag] for tag in first.parts[:6]] == ["B-content", "I-content", "O", "B-source", "I-source", "O"]
    assert [(number, PART_TAGS[tag]) for number, tag in enumerate(second.parts) if tag] == [
        (8, "B-source"), (11, "B-content"), (12, "I-content"),
    ]  # fmt: skip


def test_silver_layers_stand_beside_them_in_terms_of_version_2(corpora: Path) -> None:
    ((_, (example,)),) = examples(corpora / POLNEAR / "train", one_each=True)
    assert example.speech[:3] == ["PRP", "VBD", "?"]
    assert (example.entities[0], example.entities[3]) == (0, 1)
    assert example.heads[:4] == [1, 1, -1, 1]
    assert example.dependencies[:2] == ["nsubj:pass", "root"]


def test_a_vocabulary_begins_with_the_pretrained_words() -> None:
    found = strings(Counter({"Rain": 5, "snow": 1, "Hail": 3}), ["sun"])
    assert found["word"] == ("sun", "rain", "hail")


def test_one_annotator_an_article_a_time(corpora: Path) -> None:
    files = list(examples(corpora / POLNEAR / "train", one_each=False)) * 3
    assert sum(len(batch) for batch in batches_of(files, 2, random.Random(1))) == 1


def net_of(corpora: Path) -> tuple[Path, Tagger]:
    """A net trained for a moment: the folder of its training, and the net."""
    recipe = Recipe(epochs=3, batch=2, threads=1, shape=Shape(hidden=8))
    train_tagger(corpora, corpora / "vectors.npz", corpora / "run", recipe)
    kept = torch.load(corpora / "run" / "best.pt", weights_only=True)
    corpus = corpus_of(corpora, corpora / "vectors.npz")
    sizes = {name: corpus.vocabulary.size(name) for name in FEATURES}
    net = Tagger(sizes, len(corpus.speech), len(corpus.dependencies), recipe.shape)
    net.load_state_dict(kept["net"])
    return corpora / "run", net.eval()


def test_the_export_scores_as_the_net_does(corpora: Path) -> None:
    run, net = net_of(corpora)
    export_tagger(run, corpora / "net", ["a corpus"], int8=False)
    session = Session(corpora / "net")
    corpus = corpus_of(corpora, corpora / "vectors.npz")
    batch = corpus.batch([example for _, windows in corpus.files for example in windows])
    with torch.no_grad():
        wanted = net(batch.ids, batch.quotes, batch.lengths)
        its = batch.relations
        assert its is not None
        parts = net.parts(wanted.token[its.rows], wanted.cue[its.rows, its.cues], its.distance)
    found = session.scores(
        batch.ids.numpy().astype(np.int32), batch.quotes.numpy().astype(np.int32), batch.lengths.tolist(), Outputs._fields
    )
    for name, wants, scores in zip(Outputs._fields, wanted, found, strict=True):
        np.testing.assert_allclose(wants.numpy(), scores, atol=1e-4, err_msg=name)
    token, cue = (found[Outputs._fields.index(name)] for name in ("token", "cue"))
    again = session.part_scores(token[its.rows.numpy()], cue[its.rows.numpy(), its.cues.numpy()], its.distance.numpy())
    np.testing.assert_allclose(parts.numpy(), again, atol=1e-4)


def test_the_exported_trees_are_the_nets(corpora: Path) -> None:
    run, net = net_of(corpora)
    export_tagger(run, corpora / "net", ["a corpus"], int8=False)
    corpus = corpus_of(corpora, corpora / "vectors.npz")
    (example,) = corpus.files[0][1]
    batch = corpus.batch([example])
    with torch.no_grad():
        out = net(batch.ids, batch.quotes, batch.lengths)
    tree = Session(corpora / "net").tag([example.words], [example.quotes], [[0] * len(example.words)])[0].tree
    assert tree is not None
    assert list(tree.heads) == arc_scores(out.arcs, batch.lengths)[0].argmax(-1).tolist()
    names = list(corpus.dependencies)
    assert list(tree.dependencies) == [names[number] for number in out.dependencies[0].argmax(-1).tolist()]


def test_teachers_teach_what_they_say(corpora: Path) -> None:
    run, _ = net_of(corpora)
    export_tagger(run, corpora / "net", ["a corpus"], int8=False)
    teacher = Session(corpora / "net")
    words = [["No", "."], ["It", "rained", ",", "Ada", "said", "."]]
    write_lessons(taught([teacher, teacher], [(its, [0] * len(its)) for its in words]), corpora / "lessons.npz")
    lessons = read_lessons(corpora / "lessons.npz")
    roles = teacher.scores(teacher.vocabulary.encode(words[1])[None], np.zeros((1, 6), np.int32), [6])[0][0]
    assert [len(lesson.quotes) for lesson in lessons.windows] == [2, 6]
    np.testing.assert_allclose(lessons.windows[1].roles, roles, atol=0.01)
    assert lessons.windows[1].parts.shape == (len(lessons.windows[1].cues), 6, len(PART_TAGS))
    recipe = Recipe(epochs=2, batch=2, threads=1, shape=Shape(hidden=8))
    train_tagger(corpora, corpora / "vectors.npz", corpora / "pupil", recipe, [corpora / "lessons.npz"])
    assert (corpora / "pupil" / "best.pt").exists()


def test_contents_are_taught_as_they_are_read_again() -> None:
    words = ["“", "it", "will", "rain", "hard", ",", "”", "he", "said", "."]
    path = [ROLE_TAGS.index("B-content"), *[ROLE_TAGS.index("I-content")] * 6, ROLE_TAGS.index("B-source"), ROLE_TAGS.index("B-cue"), 0]
    roles = np.zeros((len(path), len(ROLE_TAGS)), np.float16)
    roles[range(len(path)), path] = 9
    ids, quotes, cues = np.zeros((0, 5), np.uint16), np.zeros(0, np.uint8), np.zeros(0, np.int32)
    lesson = Lesson(ids, quotes, roles, quotes, cues, np.zeros((0, 0, 0), np.float16))
    (content,) = contents_of((words, [1, 2, 2, 2, 2, 2, 3, 0, 0, 0]), lesson, barred(ROLE_TAGS))
    assert content == (["It", "will", "rain", "hard", "."], [0] * 5)


def test_a_window_scores_the_same_beside_a_longer_one() -> None:
    torch.manual_seed(1)
    vocabulary = Vocabulary({name: tuple("abc") for name in FEATURES})
    net = Tagger({name: vocabulary.size(name) for name in FEATURES}, 3, 2, Shape(hidden=4)).eval()
    ids = torch.randint(0, 5, (2, 6, len(FEATURES)))
    quotes = torch.zeros(2, 6, dtype=torch.long)
    with torch.no_grad():
        together = net(ids, quotes, torch.tensor([6, 3]))[0]
        alone = net(ids[1:, :3], quotes[1:, :3], torch.tensor([3]))[0]
    torch.testing.assert_close(together[1, :3], alone[0])


def test_a_training_broken_off_goes_on_where_it_was(corpora: Path) -> None:
    corpus = corpus_of(corpora, corpora / "vectors.npz")
    recipe = Recipe(epochs=2, batch=2, threads=1, shape=Shape(hidden=8))

    def weights(*, stop: bool) -> list[np.ndarray]:
        torch.manual_seed(1)
        training = Training(corpus, recipe)
        training.run_epoch()
        if stop:
            training.save(corpora / "last.pt")
            torch.manual_seed(99)
            training = Training(corpus, recipe)
            training.load(corpora / "last.pt")
        training.run_epoch()
        return [parameter.detach().numpy().copy() for parameter in training.net.parameters()]

    for whole, resumed in zip(weights(stop=False), weights(stop=True), strict=True):
        np.testing.assert_array_equal(whole, resumed)
