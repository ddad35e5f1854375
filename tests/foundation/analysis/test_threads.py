from threadpoolctl import threadpool_info

from regard.foundation.analysis.threads import one_thread


def threads():
    return [found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"]


class TestOneThread:
    def test_holds_the_libraries_back_for_a_time(self):
        with one_thread():
            held = threads()

        assert len(held) >= 2  # numpy's and scipy's are two
        assert set(held) == {1}

    def test_gives_back_what_there_was(self):
        with one_thread():
            pass
        before = threads()

        with one_thread():
            pass

        assert threads() == before
