#!/usr/bin/env python3
"""Times the journal beside bare SQLite commits of the same rows at the same durability, in the same run.

    Benchmarks/journal.py JOURNAL_PROBE [--events 100000] [--rounds 5]

Both use WAL and synchronous FULL. The journal takes events in batches of 200 from eight writers, with a delivery and a known value each, and ends them in a
second commit; the bound takes the rows that the journal has written, in transactions as large as eight such batches. Prints a table in Markdown.
"""
import argparse
import os
import sqlite3
import statistics
import subprocess
import tempfile
import time

BATCH, WRITERS = 200, 8


def probe(program, path, events):
    printed = subprocess.run([program, "rate", path, str(events), str(BATCH)], check=True, capture_output=True, text=True).stdout
    return int(printed.split()[0])


def rows(path):
    """The journal's definitions, and for each table that has rows its statements and values."""
    with sqlite3.connect(path) as database:
        schema = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%'")]
        tables = {}
        for table in ("event", "delivery", "known"):
            columns = [column[1] for column in database.execute(f"PRAGMA table_info({table})")]
            tables[table] = columns, list(database.execute(f"SELECT * FROM {table}"))
    return schema, tables


def bare(schema, tables, path):
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        database.execute(f"PRAGMA {pragma}")
    for sql in schema:
        database.execute(sql)
    columns, events = tables["event"]
    # An event is accepted open, and ended later.
    ending = [columns.index(name) for name in ("ending", "ended_at", "steps")]
    opened = [tuple(None if index in ending else value for index, value in enumerate(row)) for row in events]
    ended = [tuple(row[index] for index in ending) + (row[0],) for row in events]

    def insert(table, width, part):
        database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", part)

    start = time.perf_counter()
    group = BATCH * WRITERS
    for at in range(0, len(events), group):
        database.execute("BEGIN IMMEDIATE")
        insert("event", len(columns), opened[at:at + group])
        for table in ("delivery", "known"):
            insert(table, len(tables[table][0]), tables[table][1][at:at + group])
        database.execute("COMMIT")
        database.execute("BEGIN IMMEDIATE")
        database.executemany("UPDATE event SET ending = ?, ended_at = ?, steps = ? WHERE id = ? AND ending IS NULL", ended[at:at + group])
        database.execute("COMMIT")
    took = time.perf_counter() - start
    database.close()
    return len(events) / took


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("probe")
    parser.add_argument("--events", type=int, default=100000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    rates = {"journal": [], "bare SQLite": []}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(arguments.rounds):
            path = f"{folder}/{turn}.db"
            rates["journal"].append(probe(arguments.probe, path, arguments.events))
            schema, tables = rows(path)
            rates["bare SQLite"].append(bare(schema, tables, f"{folder}/{turn}-bare.db"))
            for name in os.listdir(folder):
                os.remove(f"{folder}/{name}")
    print(f"{arguments.events} events, median of {arguments.rounds} (minimum to maximum); WAL, synchronous FULL, group commit\n")
    print("| | durable events/s |\n|---|---|")
    for name, values in rates.items():
        print(f"| {name} | {statistics.median(values):,.0f} ({min(values):,.0f} to {max(values):,.0f}) |")
    print(f"\nThe journal does {statistics.median(rates['journal']) / statistics.median(rates['bare SQLite']):.2f} of what bare SQLite does.")


if __name__ == "__main__":
    main()
