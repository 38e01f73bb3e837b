"""Classifies the lines of logs with openai-errors on every executor. README.md next to this file says how to run it."""
import argparse
import subprocess
import threading

import pyarrow as pa
from pyspark.sql import SparkSession, functions as f

ROWS = 10_000  # the number of rows in each batch of answers


def classifier(program):
    def classify(batches):  # starts one program for each partition; returns one answer for each row, in the same order
        child = subprocess.Popen([program, "classify", "--threads", "1"], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said, failed, fed = [], [], 0

        def feed():
            nonlocal fed
            try:
                with child.stdin as stdin:
                    for batch in batches:
                        rows = [row or b"" for row in batch.column(0).to_pylist()]
                        fed += len(rows)
                        stdin.write(b"".join(row.replace(b"\n", b" ") + b"\n" for row in rows))
            except Exception as error:  # raised below, but not if Spark needs no more rows
                failed.append(error)

        # The program answers while it reads. Without separate threads, both sides would wait for each other forever.
        threads = [threading.Thread(target=feed, daemon=True),
                   threading.Thread(target=lambda: said.extend(child.stderr), daemon=True)]
        for thread in threads:
            thread.start()
        try:
            answers, answered = [], 0
            for answer in child.stdout:
                answers.append(answer.rstrip(b"\n").decode())
                answered += 1
                if len(answers) == ROWS:
                    yield pa.RecordBatch.from_pydict({"answer": answers})
                    answers = []
            yield pa.RecordBatch.from_pydict({"answer": pa.array(answers, pa.string())})
            threads[0].join()
            # Exit status 1 means that a line couldn't be read. That is an answer, not a failure.
            if child.wait() not in (0, 1) or answered != fed:
                raise RuntimeError(f"{program} answered {answered} of {fed} lines and ended with {child.returncode}: "
                                   + b"".join(said).decode(errors="replace"))
            if failed:
                raise failed[0]
        finally:  # also if a query with a limit needs no more rows
            child.kill()
            child.wait()
    return classify


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", default="openai-errors", help="its path on every executor")
    arguments.add_argument("--text", action="store_true", help="the lines are plain text, not JSON")
    arguments.add_argument("input")
    arguments.add_argument("output", help="a new directory for Parquet files")
    given = arguments.parse_args()
    spark = SparkSession.builder.appName("openai-errors").getOrCreate()
    # Without lineSep, Spark would treat a lone \r as a line end. A string column that is not valid UTF-8 would end the job,
    # so it is cast to binary below.
    lines = spark.read.text(given.input, lineSep="\n")
    if given.text:
        id_and_text = f.struct(f.monotonically_increasing_id().alias("id"), f.col("value").alias("text"))
        lines = lines.select(f.to_json(id_and_text).alias("value"))
    answers = lines.select(f.col("value").cast("binary")).mapInArrow(classifier(given.program), "answer string")
    fields = f.from_json("answer", "id string, code string, verdict string, scope string, `match` string, "
                                   "values map<string, string>, retry_after_ms bigint, error string")
    answers.select(fields.alias("fields"), "answer").select("fields.*", "answer").write.parquet(given.output)
    spark.read.parquet(given.output).groupBy("code", "verdict").count().orderBy(f.desc("count")).show(100, False)


if __name__ == "__main__":
    main()
