// SPDX-License-Identifier: GPL-3.0-or-later
// What a data set is made of: labels, splits, warnings of the import, and whether it is enough for the student.
#pragma once
#include "core/api/engine.h"
#include "core/api/store.h"

#include <QWidget>
#include <map>
#include <string>
#include <vector>

class QLabel;

namespace stillhouse::widgets {

class ShareBars;

/// Everything the overview shows, gathered on the thread of the lists.
struct DataFacts {
    DatasetRow dataset;
    std::map<std::string, std::int64_t> labels, splits;
    std::vector<std::string> sources;
    std::vector<Text> warnings;
    std::vector<std::string> taskLabels;
    std::vector<AnnotatorRow> annotators;
    std::vector<std::string> suggestionLabels; ///< in whose order suggested probabilities are
    bool suggested = false;                    ///< some examples have one
    std::string student;                ///< what `studentParameters` was computed from
    std::int64_t studentParameters = 0; ///< 0: not known
};

/// Parameters of the student that an experiment describes; a fresh one takes vocabulary and tying from the teacher. 0: not known.
std::int64_t studentParameters(const Experiment& experiment);

/// What that number depends on, as one line.
std::string studentKey(const Experiment& experiment);

/// Warnings of an import as they are kept in the store's settings.
std::string warningsToJson(const std::vector<Text>& warnings);
std::vector<Text> warningsFromJson(const std::string& json);

class DataOverview : public QWidget {
    Q_OBJECT
public:
    explicit DataOverview(QWidget* parent = nullptr);
    void setFacts(const DataFacts& facts);

Q_SIGNALS:
    void labelClicked(const QString& label); ///< "∅": those without
    void splitClicked(const QString& split);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showLabels();
    void showSplits();
    void showAdvice();

    DataFacts facts_;
    QLabel *labelsTitle_, *splitsTitle_, *warningsTitle_, *adviceTitle_, *imbalance_, *warnings_, *advice_;
    ShareBars *labels_, *splits_;
};

} // namespace stillhouse::widgets
