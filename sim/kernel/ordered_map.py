"""Call functions in several threads, and yield their results in order."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor


def in_order[T](calls: Iterable[Callable[[], T]], workers: int, ahead: int = 2) -> Generator[T]:
    """Results of calls in their order.

    At most ``ahead`` calls a thread are under way or waiting, so memory does not grow with their number.
    One worker is this thread. An exception of a call comes up in its turn and ends the rest.
    """
    if workers == 1:
        for call in calls:
            yield call()
        return
    pool = ThreadPoolExecutor(workers)
    waiting: deque[Future[T]] = deque()
    try:
        for call in calls:
            waiting.append(pool.submit(call))
            if len(waiting) >= ahead * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
