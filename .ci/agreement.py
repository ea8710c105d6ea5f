"""How far the outlines of saved pages agree with those of their texts: agreement.py BINARY CORPUS FLOOR

Page N of CORPUS/html is text N + 124 of CORPUS/dev or CORPUS/more. Nodes are compared by level, marker and name.
"""
import collections
import json
import os
import subprocess
import sys


def nodes(binary, file):
    out = subprocess.run([binary, '-t', 'json', file], capture_output=True, check=True).stdout
    found = collections.Counter()

    def walk(blocks):
        for x in blocks:
            if x['type'] == 'section':
                name = x.get('heading') or x.get('label') or ''
                found[x['level'], ''.join(x.get('marker', '').split()), ''.join(name.split())] += 1
                walk(x.get('body', []))

    for speech in json.loads(out).get('speeches', []):
        for zone in ('opening', 'body', 'closing', 'appendix'):
            walk(speech.get(zone, []))
    return found


def main():
    binary, corpus, floor = sys.argv[1:4]
    same = total = pages = 0
    for name in sorted(os.listdir(f'{corpus}/html')):
        number = int(name.split('.')[0]) + 124
        texts = [f'{corpus}/{folder}/{number:03}.txt' for folder in ('dev', 'more')]
        text = next(filter(os.path.exists, texts), None)
        if text is None:
            continue
        page, plain = nodes(binary, f'{corpus}/html/{name}'), nodes(binary, text)
        both = sum((page & plain).values())
        if page != plain:
            print(name, f'page {sum(page.values())} text {sum(plain.values())} same {both}')
        same += both
        total += sum(page.values()) + sum(plain.values())
        pages += 1
    figure = 2 * same / total
    print(f'{pages} pages agree in {figure:.3f} of their nodes')
    sys.exit(f'below the floor of {floor}' if figure < float(floor) else 0)


main()
