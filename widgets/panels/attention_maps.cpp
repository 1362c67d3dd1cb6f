// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/attention_maps.h"

#include "widgets/plot/heat_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <QCoreApplication>

namespace stillhouse::widgets {

namespace {

constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
constexpr int kLabelLength = 12, kTileSide = 32, kSmallTileSide = 16, kManyHeads = 64;

struct MapWords {
    Q_DECLARE_TR_FUNCTIONS(AttentionMaps)
};

QStringList names(const std::vector<std::string>& tokens) {
    QStringList out;
    for (const auto& token : tokens)
        out.push_back(shownToken(token, kLabelLength));
    return out;
}

QString place(const std::vector<std::string>& tokens, int index) {
    return QStringLiteral("%1  (%2)").arg(shownToken(tokens[std::size_t(index)])).arg(index + 1);
}

QStringList numbers(std::int64_t count) {
    QStringList out;
    for (std::int64_t i = 0; i < count; ++i)
        out.push_back(QString::number(i));
    return out;
}

} // namespace

QString shownToken(const std::string& token, int most) {
    QString text = QString::fromStdString(token);
    text.replace(u' ', QChar(0x00B7)).replace(u'\n', QChar(0x21B5)).replace(u'\t', QChar(0x21E5)).replace(QChar(0x0120), QChar(0x00B7));
    if (most > 0 && text.size() > most)
        text = text.left(most - 1) + QChar(0x2026);
    return text;
}

double colourRange(const float* map, std::int64_t tokens) {
    float most = 0;
    for (std::int64_t i = map ? std::min<std::int64_t>(3, tokens - 1) : tokens; i < tokens; ++i)
        most = std::max(most, *std::max_element(map + i * tokens, map + i * tokens + i + 1));
    for (const double step : {0.1, 0.2, 0.3, 0.5, 0.75})
        if (double(most) <= step)
            return step;
    return 1;
}

void showMap(HeatGrid& grid, const std::vector<std::string>& tokens, const float* map, bool signedNumbers) {
    const int size = map ? int(tokens.size()) : 0;
    std::vector<HeatCell> cells(std::size_t(size) * std::size_t(size));
    for (int i = 0; i < size; ++i)
        for (int j = 0; j < size; ++j)
            cells[std::size_t(i * size + j)].value = double(j > i ? kNothing : map[i * size + j]);
    grid.setTip([tokens, signedNumbers, &grid](int row, int column) {
        if (std::size_t(row) >= tokens.size() || column > row)
            return QString();
        const double value = grid.cells()[std::size_t(row) * tokens.size() + std::size_t(column)].value;
        const QString number = (signedNumbers && value > 0 ? QStringLiteral("+") : QString()) + QString::number(value, 'f', 4);
        return MapWords::tr("Query %1\nKey %2\nWeight %3").arg(place(tokens, row), place(tokens, column), number);
    });
    const QStringList shown = size > 0 ? names(tokens) : QStringList();
    grid.setCells(shown, shown, std::move(cells));
}

std::vector<float> tileOf(const float* map, std::int64_t tokens, int side) {
    std::vector<float> out(std::size_t(side) * std::size_t(side), kNothing);
    for (std::int64_t i = 0; map && i < tokens; ++i)
        for (std::int64_t j = 0; j <= i; ++j) {
            float& field = out[std::size_t(i * side / tokens * side + j * side / tokens)];
            field = std::isnan(field) ? map[i * tokens + j] : std::max(field, map[i * tokens + j]);
        }
    return out;
}

void showAllHeads(HeatGrid& grid, const Picture& picture) {
    if (picture.shape.size() != 4) {
        grid.setCells({}, {}, {});
        return;
    }
    const std::int64_t layers = picture.shape[0], heads = picture.shape[1], tokens = picture.shape[2];
    const int side = int(std::min<std::int64_t>(tokens, layers * heads > kManyHeads ? kSmallTileSide : kTileSide));
    std::vector<HeatCell> cells;
    std::vector<float> tiles;
    std::vector<QString> tips;
    for (std::int64_t l = 0; l < layers; ++l)
        for (std::int64_t h = 0; h < heads; ++h) {
            const float* map = attentionMap(picture, l, h);
            double first = map ? 0 : double(kNothing);
            for (std::int64_t i = 0; map && i < tokens; ++i)
                first += double(map[i * tokens]) / double(tokens);
            cells.push_back({first, {}, {}});
            const QString name = MapWords::tr("Layer %1, head %2").arg(l).arg(h);
            tips.push_back(
                name + u'\n' +
                (map ? MapWords::tr("%1 % of the weight on the first token").arg(100 * first, 0, 'f', 1) : MapWords::tr("not in this layer")));
            const auto tile = tileOf(map, tokens, side);
            tiles.insert(tiles.end(), tile.begin(), tile.end());
        }
    grid.setTip([tips = std::move(tips), heads](int row, int column) { return tips[std::size_t(row * heads + column)]; });
    grid.setCells(numbers(layers), numbers(heads), std::move(cells));
    grid.setTiles(side, tiles);
}

} // namespace stillhouse::widgets
